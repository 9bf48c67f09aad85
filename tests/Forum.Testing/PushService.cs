using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tryghedsforum.Testing;

/// <summary>What a push service was given for one browser, and the browser read.</summary>
/// <param name="Browser">Which browser.</param>
/// <param name="Words">The payload, opened with the browser's private key.</param>
/// <param name="Topic">Of what waits under one topic only the newest is kept.</param>
/// <param name="Urgency">high or normal.</param>
/// <param name="TimeToLive">For how many seconds it is kept.</param>
public sealed record PushTaken(int Browser, JsonElement Words, string? Topic, string? Urgency, int TimeToLive);

/// <summary>
/// A push service and the browsers behind it, as a real HTTP server on a free port of this machine. What does not prove by its signature that it comes from
/// the program, or that its browser cannot open, it refuses.
/// </summary>
public sealed class PushService : IAsyncDisposable
{
    /// <summary>A pair of keys made for tests, as the settings want it.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Settings = MakeSettings();

    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<int, PushBrowser> browsers = new();
    private readonly Task running;

    /// <summary>Starts it.</summary>
    public PushService()
    {
        Address = new($"http://127.0.0.1:{PostgresServer.FreePort()}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        running = Run();
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>What it took, in this order.</summary>
    public ConcurrentQueue<PushTaken> Taken { get; } = new();

    /// <summary>Why it refused something by itself: a wrong signature, a body that does not open.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>How often it was called.</summary>
    public int Calls { get; private set; }

    /// <summary>The status that it answers with whatever comes; null: it takes it.</summary>
    public int? Answers { get; set; }

    /// <summary>How many seconds it asks to wait, with <see cref="Answers"/>.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>It takes it, and what it says does not come home.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>A browser that has let itself be subscribed.</summary>
    public PushBrowser Browser() => browsers.GetOrAdd(browsers.Count + 1, number => new(number, new Uri(Address, $"push/{number}").ToString()));

    private async Task Run()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Calls++;
            var status = Answers ?? await Take(context.Request);
            if (Answers is not null && RetryAfter is { } seconds) context.Response.AddHeader("Retry-After", $"{seconds}");
            context.Response.StatusCode = status;
            context.Response.Close();
        }
    }

    private async Task<int> Take(HttpListenerRequest request)
    {
        try
        {
            using var body = new MemoryStream();
            await request.InputStream.CopyToAsync(body);
            Demand(request.HttpMethod == "POST" && request.Headers["Content-Encoding"] == "aes128gcm", "not a sealed post");
            CheckName(request.Headers["Authorization"] ?? "");
            var browser = browsers[int.Parse(request.Url!.Segments[^1], System.Globalization.CultureInfo.InvariantCulture)];
            Taken.Enqueue(new(browser.Number, JsonDocument.Parse(browser.Open(body.ToArray())).RootElement, request.Headers["Topic"], request.Headers["Urgency"], int.Parse(request.Headers["TTL"]!, System.Globalization.CultureInfo.InvariantCulture)));
            return (int)HttpStatusCode.Created;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or CryptographicException or FormatException or JsonException or KeyNotFoundException)
        {
            Wrong.Enqueue(wrong.Message);
            return (int)HttpStatusCode.BadRequest;
        }
    }

    // RFC 8292: a token for this service, signed with the key that is named beside it, which is the one that browsers were given.
    private void CheckName(string header)
    {
        Demand(header.StartsWith("vapid ", StringComparison.Ordinal), "no name of the program");
        var parts = header["vapid ".Length..].Split(',', StringSplitOptions.TrimEntries).ToDictionary(part => part.Split('=')[0], part => part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        Demand(parts["k"].TrimEnd('=') == Settings["Push:PublicKey"], "the name of somebody else");
        var point = Base64Url.DecodeFromChars(parts["k"]);
        using var known = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33], Y = point[33..] } });
        var token = parts["t"].Split('.');
        Demand(known.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256), "a signature that is not the program's");
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[1])).RootElement;
        // The library names no port: what members may name has none.
        Demand(claims.GetProperty("aud").GetString() == $"{Address.Scheme}://{Address.Host}", "a name for another service");
        Demand(claims.GetProperty("sub").GetString() == Settings["Push:Subject"], "nobody to reach");
        var ends = DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64());
        Demand(ends > DateTimeOffset.UtcNow && ends <= DateTimeOffset.UtcNow.AddHours(24), "a name that holds too long, or no longer");
    }

    private static void Demand(bool right, string otherwise)
    {
        if (!right) throw new InvalidOperationException(otherwise);
    }

    private static Dictionary<string, string?> MakeSettings()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = pair.ExportParameters(includePrivateParameters: true);
        return new()
        {
            ["Push:PublicKey"] = Base64Url.EncodeToString([4, .. keys.Q.X!, .. keys.Q.Y!]), ["Push:PrivateKey"] = Base64Url.EncodeToString(keys.D!), ["Push:Subject"] = "mailto:drift@tryg.example",
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await running;
        foreach (var browser in browsers.Values) browser.Dispose();
    }
}

/// <summary>A browser's half of a subscription.</summary>
public sealed class PushBrowser : IDisposable
{
    private const int SaltBytes = 16, PointBytes = 65, HeaderBytes = SaltBytes + 4 + 1 + PointBytes, TagBytes = 16;
    private readonly ECDiffieHellman pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] auth = RandomNumberGenerator.GetBytes(16);

    internal PushBrowser(int number, string endpoint) => (Number, Endpoint) = (number, endpoint);

    /// <summary>A browser that is subscribed somewhere else.</summary>
    public PushBrowser(string endpoint)
        : this(0, endpoint)
    {
    }

    /// <summary>By which the service knows it.</summary>
    public int Number { get; }

    /// <summary>Where the service takes what is for it.</summary>
    public string Endpoint { get; }

    /// <summary>Its public key, as it tells it.</summary>
    public string P256dh => Base64Url.EncodeToString(Point);

    /// <summary>Its secret, as it tells it.</summary>
    public string Auth => Base64Url.EncodeToString(auth);

    /// <summary>As the browser writes it.</summary>
    public string Json => JsonSerializer.Serialize(new { endpoint = Endpoint, expirationTime = (long?)null, keys = new { p256dh = P256dh, auth = Auth } });

    private byte[] Point => pair.PublicKey.ExportParameters().Q is { X: { } x, Y: { } y } ? [4, .. x, .. y] : throw new InvalidOperationException("No public key.");

    /// <summary>Opens what was sealed for it (RFC 8291 on RFC 8188, one record).</summary>
    internal string Open(byte[] body)
    {
        var (salt, theirs, record) = (body[..SaltBytes], body[(HeaderBytes - PointBytes)..HeaderBytes], body[HeaderBytes..]);
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = theirs[1..33], Y = theirs[33..] } });
        var shared = pair.DeriveRawSecretAgreement(other.PublicKey);
        var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, auth, [.. "WebPush: info\0"u8, .. Point, .. theirs]);
        using var aes = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, salt, [.. "Content-Encoding: aes128gcm\0"u8]), TagBytes);
        var plain = new byte[record.Length - TagBytes];
        aes.Decrypt(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 12, salt, [.. "Content-Encoding: nonce\0"u8]), record[..^TagBytes], record[^TagBytes..], plain);
        var end = Array.FindLastIndex(plain, value => value != 0);
        return plain[end] == 2 ? Encoding.UTF8.GetString(plain, 0, end) : throw new InvalidOperationException("The record does not end as the last one does.");
    }

    /// <inheritdoc/>
    public void Dispose() => pair.Dispose();
}
