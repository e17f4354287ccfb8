"""The indexes of the registers on Title Application, each made for a combination of filters that is asked often.

The last column is the order of the list, so that the first page is read and nothing is sorted; InnoDB adds the name.
"""

ORDER = "first_submitted_on"
INDEXES = {
	"register_all": ("level", ORDER),
	"register_year": ("level", "declare_year", ORDER),
	"register_series": ("level", "declare_year", "series", ORDER),
	"register_category": ("level", "declare_year", "unit_category", ORDER),
	"register_city": ("level", "declare_year", "city", ORDER),
	"register_county": ("level", "declare_year", "county", ORDER),
	"register_stage": ("level", "declare_year", "current_stage", ORDER),
	"register_state": ("level", "declare_year", "workflow_state", ORDER),
	"register_exceptional": ("level", "declare_year", "exceptional", ORDER),
	"register_notice": ("notice", ORDER),
	"register_unit": ("unit", ORDER),
	"register_unit_year": ("level", "declare_year", "unit", ORDER),
	"register_name": ("applicant_name", ORDER),
	"register_unit_name": ("unit_name", ORDER),
}
# made by the fields themselves (unique, search index)
NUMBER, PERSON = "application_no", "id_hash"
