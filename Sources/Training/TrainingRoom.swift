enum TrainingRoom {}
