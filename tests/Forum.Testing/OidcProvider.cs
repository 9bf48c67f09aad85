using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tryghedsforum.Testing;

/// <summary>A real OpenID provider (npm <c>oidc-provider</c>) in a process of its own on loopback; it goes when it is disposed, or when this process does.</summary>
public sealed class OidcProvider : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process process;
    private readonly HttpClient http = new();

    private OidcProvider(Process process, int port) => (this.process, Address) = (process, new($"http://127.0.0.1:{port}"));

    /// <summary>Where it is, and how it calls itself.</summary>
    public Uri Address { get; }

    /// <summary>Starts one; it answers when the task ends.</summary>
    public static async Task<OidcProvider> StartAsync()
    {
        var (folder, port) = (Path.GetDirectoryName(Here())!, PostgresServer.FreePort());
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "Provider", "provider.mjs"), Path.GetFullPath(Path.Combine(folder, "..", "..", "Forum.Web", "node_modules")), port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string? line;
        do line = await process.StandardOutput.ReadLineAsync(patience.Token);
        while (line is not (null or "ready"));
        if (line is null) throw new InvalidOperationException($"The provider did not start: {await errors}");
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new(process, port);
    }

    /// <summary>The settings by which the program knows it.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings(string name, string label, bool secondStep = false, string? acr = null) =>
    [
        new($"Oidc:{name}:Authority", Address.ToString().TrimEnd('/')), new($"Oidc:{name}:ClientId", "tryghedsforum"), new($"Oidc:{name}:ClientSecret", "not-a-secret-in-a-test"),
        new($"Oidc:{name}:Label", label), new($"Oidc:{name}:SecondStep", secondStep.ToString()), new($"Oidc:{name}:Acr", acr),
    ];

    /// <summary>Changes what the next identity token says, which is then signed with the provider's key or with a stranger's.</summary>
    public async Task Say(object claims, bool stranger = false)
    {
        using var answer = await http.PostAsync(new Uri(Address, "/test/token"), new FormUrlEncodedContent([new("next", JsonSerializer.Serialize(new { claims, stranger }))]));
        answer.EnsureSuccessStatusCode();
    }

    private static string Here([CallerFilePath] string path = "") => path;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.StandardInput.Close();
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
