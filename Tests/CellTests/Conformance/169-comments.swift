/* block /* nested */ */
// line
/// doc
let x = 1 // trailing
print(x)
