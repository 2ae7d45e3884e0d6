struct ParseError: Error { let line: Int }
func parse() throws { throw ParseError(line: 3) }
do { try parse() } catch let e as ParseError { print("line", e.line) } catch { print("?") }
