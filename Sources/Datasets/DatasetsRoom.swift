enum DatasetsRoom {}
