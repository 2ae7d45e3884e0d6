actor A {}
