using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.Net.Http.Headers;
using SetCookie = Microsoft.Net.Http.Headers.SetCookieHeaderValue;

namespace Tryghedsforum.Testing;

/// <summary>Keeps cookies as browsers do on localhost, where http is trusted with secure ones. Paths and domains are not looked at.</summary>
public sealed class CookieJar : DelegatingHandler
{
    private readonly ConcurrentDictionary<string, SetCookie> cookies = new();

    /// <summary>The cookies with their attributes, by name.</summary>
    public IReadOnlyDictionary<string, SetCookie> All => cookies;

    /// <summary>The request header that would be sent now, or null without cookies.</summary>
    public string? Header => cookies.IsEmpty ? null : string.Join("; ", cookies.Values.Select(c => $"{c.Name}={c.Value}"));

    /// <summary>Puts a cookie in, as if the program had set it.</summary>
    public void Put(string name, string value) => cookies[name] = new(name, value);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Remove(HeaderNames.Cookie);
        if (Header is { } header) request.Headers.Add(HeaderNames.Cookie, header);
        var response = await base.SendAsync(request, cancellationToken);
        Keep(response.Headers);
        return response;
    }

    private void Keep(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues(HeaderNames.SetCookie, out var lines)) return;
        foreach (var cookie in SetCookie.ParseList([.. lines]))
        {
            if (cookie.MaxAge <= TimeSpan.Zero || cookie.Expires <= DateTimeOffset.UnixEpoch) cookies.TryRemove(cookie.Name.ToString(), out _);
            else cookies[cookie.Name.ToString()] = cookie;
        }
    }
}
