let x: Itn = 3
