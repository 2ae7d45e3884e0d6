func roman(_ number: Int) -> String {
    let table = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    var rest = number
    var text = ""
    for (value, letters) in table {
        while rest >= value { text += letters; rest -= value }
    }
    return text
}
print([1, 4, 9, 14, 40, 90, 400, 1994, 2026].map(roman))
