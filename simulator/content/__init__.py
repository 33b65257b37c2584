"""Content: scenarios and personas as strict models, read from YAML with every problem at its line."""
