enum OptimizersRoom {}
