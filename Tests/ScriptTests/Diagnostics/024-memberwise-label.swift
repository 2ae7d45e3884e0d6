struct P { var x: Int; var y: Int }
P(x: 1, z: 2)
