func search(_ a: [Int], _ x: Int) -> Int? {
    var lo = 0, hi = a.count - 1
    while lo <= hi {
        let mid = (lo + hi) / 2
        if a[mid] == x { return mid }
        if a[mid] < x { lo = mid + 1 } else { hi = mid - 1 }
    }
    return nil
}
print(search([1, 3, 5, 7], 5)!, search([1, 3], 4) == nil)
