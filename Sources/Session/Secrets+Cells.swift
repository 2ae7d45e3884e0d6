import SessionProtocol
import Work

extension Secrets {
    func masked(_ error: CellError) -> CellError {
        if isEmpty { return error }
        var error = error
        error.message = masked(error.message)
        error.remedy = error.remedy.map(masked)
        error.caret = masked(error.caret)
        error.trace = error.trace.map(masked)
        return error
    }

    func masked(_ variable: VariableSummary) -> VariableSummary {
        var variable = variable
        variable.value = masked(variable.value)
        return variable
    }
}
