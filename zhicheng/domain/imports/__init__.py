"""Units and people from a workbook: template, reading, checking by the rules of the forms, writing."""
