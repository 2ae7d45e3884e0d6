enum REPLRoom {}
