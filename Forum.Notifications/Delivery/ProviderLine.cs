namespace Tryghedsforum.Notifications.Delivery;

/// <summary>What was seen of one exchange with the provider; the SDK hides the HTTP status behind an HTML error and forgets Retry-After.</summary>
internal sealed class Exchange
{
    /// <summary>Whether the request was given to the network at all.</summary>
    public bool HasLeft { get; set; }

    /// <summary>The real HTTP status; null: no answer began to arrive.</summary>
    public int? Status { get; set; }

    /// <summary>How long the provider asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; set; }
}

/// <summary>The line to the provider: sends its requests to the configured address and notes what came back.</summary>
internal sealed class ProviderLine(SmsSettings settings, TimeProvider time) : DelegatingHandler
{
    private static readonly AsyncLocal<Exchange?> Current = new();

    /// <summary>Begins to note the next request of this flow.</summary>
    public static Exchange Begin() => Current.Value = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (settings.BaseUrl is { } baseUrl)
            request.RequestUri = new Uri(baseUrl.AbsoluteUri.TrimEnd('/') + request.RequestUri!.PathAndQuery);
        var exchange = Current.Value;
        if (exchange is not null) exchange.HasLeft = true;
        var response = await base.SendAsync(request, cancellationToken);
        if (exchange is not null)
        {
            exchange.Status = (int)response.StatusCode;
            exchange.RetryAfter = response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - time.GetUtcNow()) : null;
        }

        return response;
    }
}
