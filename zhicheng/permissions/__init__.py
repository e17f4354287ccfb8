"""Who may see and do what: one function per question, used by list, form, file, print, export and count alike."""
