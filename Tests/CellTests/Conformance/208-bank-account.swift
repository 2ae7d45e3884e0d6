struct Account {
    private(set) var balance = 0
    var history: [String] = []
    mutating func deposit(_ amount: Int) { balance += amount; history.append("+\(amount)") }
    mutating func withdraw(_ amount: Int) throws {
        guard amount <= balance else { throw Refusal.short(by: amount - balance) }
        balance -= amount
        history.append("-\(amount)")
    }
}
enum Refusal: Error { case short(by: Int) }
var account = Account()
account.deposit(100)
do {
    try account.withdraw(30)
    try account.withdraw(90)
} catch Refusal.short(let by) {
    print("short by", by)
}
print(account.balance, account.history.joined(separator: " "))
