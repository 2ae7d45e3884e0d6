struct S { @State var x = 1 }
