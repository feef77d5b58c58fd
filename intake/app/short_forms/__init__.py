"""What a typed short form means: `patellar l3 r2` (docs/short_forms.md has the grammar)."""
