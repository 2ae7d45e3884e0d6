import XCTest

final class PrintingTests: XCTestCase {}
