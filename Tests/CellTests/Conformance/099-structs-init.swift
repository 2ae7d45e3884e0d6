struct Temp {
    let celsius: Double
    init(celsius: Double) { self.celsius = celsius }
    init(fahrenheit: Double) { self.init(celsius: (fahrenheit - 32) / 1.8) }
}
print(Temp(celsius: 5).celsius, Temp(fahrenheit: 212).celsius)
