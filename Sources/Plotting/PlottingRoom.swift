enum PlottingRoom {}
