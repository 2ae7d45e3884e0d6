import Script

/// Everything that a cell may call: rows of natives, gathered from this room's folders.
public enum Prelude {
    /// A registry with all rows.
    public static func registry() -> NativeRegistry {
        let registry = NativeRegistry()
        for rows in [tensorRows, networkRows, plotRows, mediaRows, learningRows, reportingRows] { registry.add(rows) }
        return registry
    }

    private static var tensorRows: [NativeRow] {
        TensorRows.creation + TensorRows.arithmetic + TensorRows.functions + TensorRows.comparison
            + TensorRows.movement + TensorRows.joining + TensorRows.reductions + TensorRows.products
            + TensorRows.properties + TensorRows.randomness + TensorRows.differentiation
    }

    private static var networkRows: [NativeRow] { NeuralRows.all + LayerRows.all + ModelRows.all + OptimizerRows.all }

    private static var plotRows: [NativeRow] { PlotRows.parts + PlotRows.curves }

    private static var mediaRows: [NativeRow] { MediaRows.reading + MediaRows.clips + SignalRows.banks }

    private static var learningRows: [NativeRow] {
        DataRows.sets + DataRows.pictures + ClipRows.all + NetworkRows.all + AVTSRows.choices + AVTSRows.configuration
            + AVTSRows.stages + AVTSRows.training
            + AVTSRows.results + AVTSRows.claims
    }

    private static var reportingRows: [NativeRow] { ReportingRows.results + ReportingRows.checks + ReportingRows.tables }
}
