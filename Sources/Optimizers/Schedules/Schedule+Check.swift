extension Schedule {
    /// Refuses numbers that make no schedule: rates below zero, factors that are not positive, stages without steps.
    public func check() throws(SettingError) {
        switch self {
        case .constant(let rate):
            try SettingRule.notNegative(rate, "constant rate")
        case .step(let from, let factor, let every):
            try SettingRule.notNegative(from, "step rate")
            try SettingRule.positive(factor, "step factor")
            try SettingRule.atLeast(1, every, "step every")
        case .milestones(let from, let factor, let steps):
            try SettingRule.notNegative(from, "milestones rate")
            try SettingRule.positive(factor, "milestones factor")
            for step in steps { try SettingRule.atLeast(0, step, "milestones step") }
        case .plateau(let from, let factor, let patience, let minimum, let threshold):
            try SettingRule.notNegative(from, "plateau rate")
            try SettingRule.positive(factor, "plateau factor")
            try SettingRule.atLeast(0, patience, "plateau patience")
            try SettingRule.notNegative(minimum, "plateau minimum")
            try SettingRule.fraction(threshold, "plateau threshold")
        case .cosine(let from, let to, let steps):
            try SettingRule.notNegative(from, "cosine from")
            try SettingRule.notNegative(to, "cosine to")
            try SettingRule.atLeast(1, steps, "cosine steps")
        case .warmUp(let steps, let from, let then):
            try SettingRule.atLeast(0, steps, "warmUp steps")
            try SettingRule.notNegative(from, "warmUp from")
            try then.check()
        case .restart(let stages):
            try SettingRule.atLeast(1, stages.count, "restart stages")
            for stage in stages {
                try SettingRule.atLeast(1, stage.steps, "restart steps")
                try stage.schedule.check()
            }
        }
    }
}
