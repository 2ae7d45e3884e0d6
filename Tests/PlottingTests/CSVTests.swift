import Plotting
import XCTest

final class CSVTests: XCTestCase {
    func testQuoting() {
        var table = CSVTable(["plain", "with, comma", "with \"quote\"", "two\nlines"])
        table.append([.text(""), .number(0.1), .number(nil), .number(-3)])
        XCTAssertEqual(table.text, "plain,\"with, comma\",\"with \"\"quote\"\"\",\"two\nlines\"\n,0.1,,-3\n")
    }

    func testLinePlot() {
        let plot = LinePlot(
            [.init("a", x: [1, 2], y: [0.5, .nan], band: .init(lower: [0, 0], upper: [1, 1]))], x: "step",
            y: Axis("time", unit: "s"))
        XCTAssertEqual(plot.csv(), "series,step,time (s),lower,upper\na,1,0.5,0,1\na,2,nan,0,1\n")
    }

    func testBarPlot() {
        let plot = BarPlot(groups: ["x", "y"], [.init("s", [1, 2], errors: [0.5, 0.25], references: [3, 4])])
        XCTAssertEqual(plot.csv(), "group,series,value,error,paper\nx,s,1,0.5,3\ny,s,2,0.25,4\n")
    }

    func testHeatMapUsesCentres() {
        let map = HeatMap([1, 2, 3, 4], rows: 2, columns: 2, x: "t", y: "f", xExtent: 0...2, yExtent: 0...10)
        XCTAssertEqual(map.csv(), "f \\ t,0.5,1.5\n2.5,1,2\n7.5,3,4\n")
    }

    func testConfusionMatrixHistogramScatterAndGrid() {
        XCTAssertEqual(
            ConfusionMatrix(truth: [0, 1, 1, 5], predictions: [0, 0, 1, 0], classes: ["a", "b"]).csv(),
            "truth \\ prediction,a,b\na,1,0\nb,1,1\n")
        XCTAssertEqual(
            Histogram([.init("n", [0, 0.1, 0.9, 1, .nan])], bins: 2).csv(), "from,to,n\n0,0.5,2\n0.5,1,2\n")
        XCTAssertEqual(ScatterPlot([.init("g", x: [1], y: [2])]).csv(), "group,x,y\ng,1,2\n")
        XCTAssertEqual(
            ImageGrid([RasterImage(width: 1, height: 1, rgb: [0, 0, 0])], titles: ["t"]).csv(),
            "index,row,column,title,width,height\n0,0,0,t,1,1\n")
    }
}
