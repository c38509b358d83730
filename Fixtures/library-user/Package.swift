// swift-tools-version: 6.2
import PackageDescription

// A user of the library, as a package of its own: all that it has is what the products say.
let package = Package(
    name: "library-user",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "moonlight", path: "../..")],
    targets: [
        .target(
            name: "Digest",
            dependencies: [.product(name: "MoonlightEngine", package: "moonlight")]
        ),
        .executableTarget(
            name: "library-user",
            dependencies: ["Digest", .product(name: "MoonlightEngine", package: "moonlight")]
        ),
        .testTarget(
            name: "DigestTests",
            dependencies: ["Digest", .product(name: "MoonlightTestKit", package: "moonlight")]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
