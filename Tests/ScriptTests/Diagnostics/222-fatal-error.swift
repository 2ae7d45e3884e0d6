fatalError("stop here")
