"""Records for libraries that harvest: Dublin Core and DataCite 4.5, all languages in one."""
