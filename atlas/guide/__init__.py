"""What is told of files and fields: schemas and the handbook's tables."""
