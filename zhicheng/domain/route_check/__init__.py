"""流程体检: the full route of every unit is worked out before anybody's dossier gets stuck on it."""
