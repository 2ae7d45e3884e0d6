func isPalindrome(_ text: String) -> Bool {
    let letters = text.lowercased().filter { $0.isLetter }
    return String(letters.reversed()) == letters
}
for text in ["A man, a plan, a canal: Panama", "Swift", "", "Noon"] { print(text.isEmpty ? "(empty)" : text, isPalindrome(text)) }
