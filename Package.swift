// swift-tools-version: 6.2
import Foundation
import PackageDescription

let package = Package(
    name: "moonlight",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "moonlight", targets: ["moonlight"]),
        .library(name: "MoonlightEngine", targets: ["MoonlightEngine"]),
        .library(name: "MoonlightTestKit", targets: ["MoonlightTestKit"]),
    ],
    traits: [
        .trait(
            name: "Tool",
            description: "The tool moonlight, with what it alone depends on."
        ),
        .default(enabledTraits: ["Tool"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibxml2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
        ),
        .systemLibrary(name: "CProcesses"),
        .target(
            name: "XML",
            dependencies: ["CLibxml2", "EscapeCodes", "Files"],
            swiftSettings: [.strictMemorySafety()]
        ),
        .target(name: "EscapeCodes"),
        .target(name: "Locks"),
        .target(name: "Files"),
        .target(name: "Patterns", dependencies: ["Quantities"]),
        .target(name: "Quantities"),
        .target(name: "Shapes", dependencies: ["Quantities"]),
        .target(name: "Charts"),
        .target(name: "Statistics"),
        .target(name: "JSON"),
        .target(name: "JSONValidation", dependencies: ["JSON", "Patterns"]),
        .target(name: "ProviderMessages", dependencies: ["JSON", "Quantities"]),
        .target(
            name: "Workflows",
            dependencies: [
                "JSON", "JSONValidation", "Patterns", "ProviderMessages", "Quantities",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),
        .target(
            name: "Faults",
            dependencies: ["JSON", "ProviderMessages", "Quantities", "Shapes", "Workflows"]
        ),
        .target(name: "Agents", dependencies: ["Workflows"]),
        .target(name: "Invariants", dependencies: ["Quantities", "Workflows"]),
        .target(name: "Monitoring", dependencies: ["Quantities", "Statistics", "Workflows"]),
        .target(
            name: "Storage",
            dependencies: [
                "Files", "JSON", "Locks", "Monitoring", "Workflows",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .target(
            name: "Simulation",
            dependencies: [
                "Locks", "Workflows", "Faults", "Agents",
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),
        .target(
            name: "Runtime",
            dependencies: [
                "CProcesses", "EscapeCodes", "Files", "JSON", "Locks", "Quantities", "Workflows",
                "Faults", "Agents", "Storage",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]
        ),
        .target(
            name: "Scenarios",
            dependencies: [
                "EscapeCodes", "JSON", "JSONValidation", "Files", "Patterns", "Quantities",
                "Shapes", "Workflows",
                "Faults", "Agents",
                "Invariants",
                // Only its target CYaml, which is libyaml.
                .product(name: "Yams", package: "Yams", condition: .when(traits: ["Tool"])),
            ],
            swiftSettings: [.strictMemorySafety()]
        ),
        .target(
            name: "Suites",
            dependencies: [
                "JSON", "Files", "Locks", "Quantities", "Shapes", "Workflows", "Faults", "Agents",
                "Invariants", "Monitoring", "Scenarios", "Simulation", "Storage", "Runtime",
            ]
        ),
        .target(
            name: "Benchmarks",
            dependencies: [
                "CProcesses", "Locks", "Workflows", "Faults", "Agents", "Invariants", "Simulation",
                "Storage", "Runtime",
                "Scenarios", "Statistics", "Suites", "XML",
            ]
        ),
        .target(
            name: "Exploration",
            dependencies: [
                "Files", "JSON", "Locks", "Quantities", "Shapes", "Workflows", "Faults", "Agents",
                "Invariants",
                "Simulation", "Scenarios", "Suites",
            ]
        ),
        .target(
            name: "Reports",
            dependencies: [
                "Charts", "EscapeCodes", "JSON", "Locks", "Quantities", "Shapes", "Workflows",
                "Faults", "Invariants", "Monitoring",
                "Scenarios", "Statistics", "Suites", "Exploration", "Benchmarks", "XML",
            ]
        ),
        .target(
            name: "MoonlightEngine",
            dependencies: [
                "ProviderMessages", "Files", "Locks", "Patterns", "Quantities", "Shapes",
                "Workflows", "Faults", "Agents", "Storage", "Simulation", "Runtime",
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),
        .target(
            name: "MoonlightTestKit",
            dependencies: ["Invariants", "Locks", "MoonlightEngine", "Workflows"]
        ),
        .executableTarget(
            name: "crash-and-resume",
            dependencies: ["MoonlightEngine"],
            path: "Sources/Examples/crash-and-resume"
        ),
        .executableTarget(
            name: "xml-speed",
            dependencies: ["XML"],
            path: "Tests/Speed/xml-speed"
        ),
        .executableTarget(
            name: "moonlight",
            dependencies: [
                "Files", "Locks", "Quantities", "Shapes", "Workflows", "Faults", "Agents",
                "Invariants", "Monitoring", "Storage", "Runtime",
                "Scenarios", "Suites", "Exploration", "Benchmarks", "Reports", "XML",
                .product(
                    name: "ArgumentParser",
                    package: "swift-argument-parser",
                    condition: .when(traits: ["Tool"])
                ),
            ]
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Agents", "Workflows"],
            path: "Tests/TestSupport"
        ),
        .testTarget(name: "EscapeCodesTests", dependencies: ["EscapeCodes"]),
        .testTarget(name: "FilesTests", dependencies: ["TestSupport", "Files"]),
        .testTarget(name: "XMLTests", dependencies: ["TestSupport", "XML"]),
        .testTarget(name: "PatternsTests", dependencies: ["TestSupport", "Patterns"]),
        .testTarget(
            name: "QuantitiesTests",
            dependencies: ["TestSupport", "Quantities", "Workflows"]
        ),
        .testTarget(name: "ShapesTests", dependencies: ["TestSupport", "Scenarios", "Shapes"]),
        .testTarget(
            name: "StatisticsTests",
            dependencies: ["TestSupport", "Statistics"],
            exclude: ["Fixtures"]
        ),
        .testTarget(name: "ChartsTests", dependencies: ["Charts"]),
        .testTarget(name: "JSONTests", dependencies: ["TestSupport", "JSON"]),
        .testTarget(
            name: "JSONValidationTests",
            dependencies: ["TestSupport", "JSON", "JSONValidation"]
        ),
        .testTarget(
            name: "ProviderMessagesTests",
            dependencies: ["TestSupport", "ProviderMessages", "Quantities"]
        ),
        .testTarget(
            name: "WorkflowsTests",
            dependencies: ["TestSupport", "JSON", "JSONValidation", "Patterns", "Workflows"]
        ),
        .testTarget(
            name: "FaultsTests",
            dependencies: [
                "TestSupport", "Faults", "JSON", "ProviderMessages", "Shapes", "Workflows",
            ]
        ),
        .testTarget(name: "AgentsTests", dependencies: ["TestSupport", "Agents", "Workflows"]),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "TestSupport", "JSON", "Patterns", "Shapes", "Simulation", "Workflows", "Faults",
                "Agents", "Invariants",
            ],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "MonitoringTests",
            dependencies: [
                "TestSupport", "Agents", "Faults", "Monitoring", "Simulation", "Statistics",
                "Workflows",
            ]
        ),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "TestSupport", "Locks", "Monitoring", "Storage", "Workflows",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "InvariantsTests",
            dependencies: [
                "TestSupport", "Invariants", "Simulation", "Workflows", "Faults", "Agents",
            ]
        ),
        .testTarget(
            name: "RuntimeTests",
            dependencies: [
                "TestSupport", "Files", "JSON", "Locks", "Patterns", "Runtime", "Simulation",
                "Workflows",
                "Faults", "Agents",
            ]
        ),
        .testTarget(
            name: "ScenariosTests",
            dependencies: [
                "TestSupport", "Files", "JSON", "JSONValidation", "Patterns", "Quantities",
                "Scenarios", "Shapes",
                "Workflows", "Faults",
                "Agents", "Invariants",
            ]
        ),
        .testTarget(
            name: "SuitesTests",
            dependencies: [
                "TestSupport", "JSON", "Locks", "Monitoring", "Patterns", "Scenarios", "Shapes",
                "Suites",
                "Workflows", "Faults",
                "Agents", "Runtime", "Invariants",
            ]
        ),
        .testTarget(
            name: "ExplorationTests",
            dependencies: [
                "TestSupport", "Exploration", "Faults", "Invariants", "Scenarios", "Suites",
                "Workflows",
            ]
        ),
        .testTarget(
            name: "BenchmarksTests",
            dependencies: [
                "TestSupport", "Agents", "JSON", "Benchmarks", "Locks", "Reports", "Runtime",
                "Scenarios", "Shapes",
                "Suites", "Statistics",
                "Workflows",
                "XML",
            ],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "TestSupport", "Invariants", "Reports", "Benchmarks", "Monitoring", "Scenarios",
                "Suites",
                "Workflows", "Faults", "XML",
            ],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "MoonlightEngineTests",
            dependencies: [
                "TestSupport", "MoonlightEngine", "MoonlightTestKit", "crash-and-resume", "Locks",
                "Storage",
                "Workflows",
            ]
        ),
        .testTarget(
            name: "MoonlightTestKitTests",
            dependencies: ["MoonlightEngine", "MoonlightTestKit", "Workflows"]
        ),
        .testTarget(
            name: "MoonlightTests",
            dependencies: [
                "TestSupport", "JSON", "moonlight", "Scenarios", "Suites", "Workflows", "XML",
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Only libFuzzer links it: see scripts/fuzz.
if ProcessInfo.processInfo.environment["MOONLIGHT_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz-target",
            dependencies: ["Scenarios", "Workflows"],
            path: "Tests/Fuzz"
        )
    )
}

for target in package.targets where target.type != .system {
    var settings = target.swiftSettings ?? []
    settings += [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .treatAllWarnings(as: .error),
    ]
    target.swiftSettings = settings
}
