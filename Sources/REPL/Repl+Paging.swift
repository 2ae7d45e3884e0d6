import Foundation
import Terminal
import Work

extension Repl {
    /// Whether a value's text may exceed the screen, and there is a pager for it.
    func mayExceedScreen(_ forms: [Representation]) -> Bool {
        guard isTerminal, isatty(1) == 1 else { return false }
        let exceeds = forms.contains { if case .text(let text) = $0 { Pager.isWanted(for: text) } else { false } }
        return exceeds && Pager() != nil
    }

    /// Shows what a `:command` has written.
    func showCollected() {
        guard let text = collected else { return }
        collected = nil
        if !text.isEmpty { page(Console.shown(text)) { console.write(text) } }
    }

    /// Shows text through the pager if it exceeds the screen, and otherwise as it is; so too where the pager could not.
    ///
    /// - Parameter text: as a terminal may be given it.
    func page(_ text: String, _ print: () -> Void) {
        guard isTerminal, isatty(1) == 1, Pager.isWanted(for: text), let pager = Pager() else { return print() }
        console.freshLine()
        let (failure, asked) = pager.show(text, signals: signals)
        if asked != nil { return leave(143) }
        guard let failure else { return }
        print()
        console.note("\(failure); the text is above. $AVTS_PAGER names another")
    }
}
