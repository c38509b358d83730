import Foundation
import TestSupport

/// What R, scipy and statsmodels say of stored samples; `scripts/statistics-cases` makes the file.
struct OracleCases: Decodable {
    struct Ratio: Decodable {
        let name: String
        let baseline: [Double]
        let candidate: [Double]
        let confidence: Double
        let ratio: Double
        let low: Double
        let high: Double
        let p: Double

        var values: (Double, Double, Double, Double) { (ratio, low, high, p) }
    }

    struct Means: Decodable {
        let isPaired: Bool
        let baseline: [Double]
        let candidate: [Double]
        let confidence: Double
        let ratio: Double
        let low: Double
        let high: Double?
        let p: Double

        var values: (Double, Double, Double, Double) { (ratio, low, high ?? .infinity, p) }
    }

    struct Equivalence: Decodable {
        let isPaired: Bool
        let baseline: [Double]
        let candidate: [Double]
        let low: Double
        let high: Double
        let studentLower: Double
        let studentUpper: Double
        let ranksLower: Double
        let ranksUpper: Double
    }

    struct Share: Decodable {
        let successes: Int
        let trials: Int
        let confidence: Double
        let low: Double
        let high: Double
    }

    struct PassAll: Decodable {
        let successes: Int
        let trials: Int
        let k: Int
        let value: Double
    }

    struct Adjusted: Decodable {
        let p: [Double]
        let holm: [Double]
        let benjaminiHochberg: [Double]
    }

    struct Geometric: Decodable {
        let values: [Double]
        let confidence: Double
        let mean: Double
        let low: Double
        let high: Double
    }

    struct Quantiles: Decodable {
        struct Case: Decodable {
            let count: Int
            let probability: Double
            let confidence: Double
            let value: Double
            let low: Double?
            let high: Double?
        }

        let values: [Double]
        let cases: [Case]
    }

    struct Beta: Decodable {
        let a: Double
        let b: Double
        let x: Double
        let below: Double
        let above: Double
        let probability: Double
        let quantile: Double
    }

    struct Slope: Decodable {
        let values: [Double]
        let confidence: Double
        let slope: Double
        let low: Double
        let high: Double
    }

    let paired: [Ratio]
    let unpaired: [Ratio]
    let means: [Means]
    let equivalence: [Equivalence]
    let proportions: [Share]
    let passAll: [PassAll]
    let adjusted: [Adjusted]
    let geometricMeans: [Geometric]
    let quantiles: Quantiles
    let beta: [Beta]
    let slopes: [Slope]

    static func read() throws -> OracleCases {
        let text = try Repository.text(of: "Tests/StatisticsTests/Fixtures/cases.json")
        return try JSONDecoder().decode(OracleCases.self, from: Data(text.utf8))
    }
}
