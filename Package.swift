// swift-tools-version: 6.2
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
        .target(
            name: "XML",
            dependencies: ["CLibxml2", "EscapeCodes", "Files"],
            swiftSettings: [.strictMemorySafety()]
        ),
        .target(name: "EscapeCodes"),
        .target(name: "Locks"),
        .target(name: "Files"),
        .target(name: "Patterns"),
        .target(name: "Statistics"),
        .target(
            name: "Workflows",
            dependencies: [
                "Patterns",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),
        .target(name: "Faults", dependencies: ["Workflows"]),
        .target(name: "Agents", dependencies: ["Workflows"]),
        .target(name: "Invariants", dependencies: ["Workflows"]),
        .target(name: "Monitoring", dependencies: ["Workflows"]),
        .target(
            name: "Storage",
            dependencies: [
                "Files", "Locks", "Workflows", .product(name: "GRDB", package: "GRDB.swift"),
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
                "EscapeCodes", "Files", "Locks", "Workflows", "Faults", "Agents", "Storage",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]
        ),
        .target(
            name: "Scenarios",
            dependencies: [
                "EscapeCodes", "Files", "Locks", "Patterns", "Workflows", "Faults", "Agents",
                "Invariants", "Monitoring",
                "Simulation", "Storage", "Runtime",
                .product(name: "Yams", package: "Yams", condition: .when(traits: ["Tool"])),
            ]
        ),
        .target(
            name: "Benchmarks",
            dependencies: [
                "Workflows", "Faults", "Agents", "Invariants", "Simulation", "Storage", "Runtime",
                "Scenarios", "Statistics", "XML",
            ]
        ),
        .target(
            name: "Reports",
            dependencies: [
                "Workflows", "Faults", "Invariants", "Monitoring", "Scenarios", "Benchmarks",
                "XML",
            ]
        ),
        .target(
            name: "MoonlightEngine",
            dependencies: [
                "Files", "Locks", "Patterns", "Workflows", "Faults", "Agents", "Storage",
                "Simulation", "Runtime",
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
            name: "moonlight",
            dependencies: [
                "Files", "Locks", "Workflows", "Faults", "Agents", "Invariants", "Storage",
                "Runtime",
                "Scenarios", "Benchmarks", "Reports", "XML",
                .product(
                    name: "ArgumentParser",
                    package: "swift-argument-parser",
                    condition: .when(traits: ["Tool"])
                ),
            ]
        ),
        .testTarget(name: "EscapeCodesTests", dependencies: ["EscapeCodes"]),
        .testTarget(name: "FilesTests", dependencies: ["Files"]),
        .testTarget(name: "XMLTests", dependencies: ["XML"]),
        .testTarget(name: "PatternsTests", dependencies: ["Patterns"]),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
        .testTarget(name: "WorkflowsTests", dependencies: ["Patterns", "Workflows"]),
        .testTarget(name: "FaultsTests", dependencies: ["Faults", "Workflows"]),
        .testTarget(name: "AgentsTests", dependencies: ["Agents", "Workflows"]),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Patterns", "Simulation", "Workflows", "Faults", "Agents"],
            exclude: ["Golden"]
        ),
        .testTarget(name: "MonitoringTests", dependencies: ["Monitoring", "Workflows"]),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Locks", "Storage", "Workflows", .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "InvariantsTests",
            dependencies: ["Invariants", "Simulation", "Workflows", "Faults", "Agents"]
        ),
        .testTarget(
            name: "RuntimeTests",
            dependencies: [
                "Files", "Locks", "Patterns", "Runtime", "Simulation", "Workflows", "Faults",
                "Agents",
            ]
        ),
        .testTarget(
            name: "ScenariosTests",
            dependencies: [
                "Locks", "Patterns", "Scenarios", "Workflows", "Faults", "Agents", "Runtime",
                "Invariants",
            ]
        ),
        .testTarget(
            name: "BenchmarksTests",
            dependencies: [
                "Benchmarks", "Reports", "Scenarios", "Statistics", "Workflows", "XML",
            ],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Reports", "Benchmarks", "Scenarios", "Workflows", "XML"],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "MoonlightEngineTests",
            dependencies: [
                "MoonlightEngine", "MoonlightTestKit", "crash-and-resume", "Locks", "Storage",
                "Workflows",
            ]
        ),
        .testTarget(
            name: "MoonlightTestKitTests",
            dependencies: ["MoonlightEngine", "MoonlightTestKit"]
        ),
        .testTarget(
            name: "MoonlightTests",
            dependencies: ["moonlight", "Scenarios", "Workflows", "XML"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

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
