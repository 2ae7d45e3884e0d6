enum LayersRoom {}
