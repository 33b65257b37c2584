"""The draft as a file: sections in the order of scenarios/README.md, remarks as comments, YAML text."""
