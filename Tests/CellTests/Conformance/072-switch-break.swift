for i in 0..<4 {
    switch i {
    case 1: break
    case 2: continue
    default: print("default", i)
    }
    print("after", i)
}
