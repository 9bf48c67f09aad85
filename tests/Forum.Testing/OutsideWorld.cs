using System.Collections.Concurrent;
using Microsoft.Extensions.Http;

namespace Tryghedsforum.Testing;

/// <summary>
/// Every call that the program makes through IHttpClientFactory ends here: calls to the host itself reach it (the simulator lives there),
/// calls that the test expects get its answer, and all others fail and are kept in <see cref="Unexpected"/>.
/// </summary>
public sealed class OutsideWorld : IHttpMessageHandlerBuilderFilter
{
    private readonly ForumHost host;
    private readonly ConcurrentDictionary<string, Func<HttpRequestMessage, Task<HttpResponseMessage>>> expected = new();

    internal OutsideWorld(ForumHost host) => this.host = host;

    /// <summary>Calls that nobody expected, as "METHOD address".</summary>
    public ConcurrentQueue<string> Unexpected { get; } = new();

    /// <summary>Answers all calls to an address that begins like this.</summary>
    public void Answer(string addressBeginsWith, Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) => expected[addressBeginsWith] = answer;

    Action<HttpMessageHandlerBuilder> IHttpMessageHandlerBuilderFilter.Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        builder.PrimaryHandler = new Border(this);
    };

    private sealed class Border(OutsideWorld world) : HttpMessageHandler
    {
        // Made at the first call, when the server is up.
        private readonly Lazy<HttpMessageInvoker> home = new(() =>
            new(world.host.IsKestrel ? new SocketsHttpHandler { AllowAutoRedirect = false } : world.host.Server.CreateHandler()));

        // The exporter of figures calls from a thread of its own and waits.
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => SendAsync(request, cancellationToken).GetAwaiter().GetResult();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            var answer = world.expected.FirstOrDefault(e => address.ToString().StartsWith(e.Key, StringComparison.Ordinal)).Value;
            if (answer is not null) return answer(request);
            if (world.host.Address.IsBaseOf(address)) return home.Value.SendAsync(request, cancellationToken);
            world.Unexpected.Enqueue($"{request.Method} {address}");
            throw new HttpRequestException($"The test expected no call to {address.GetLeftPart(UriPartial.Path)}");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && home.IsValueCreated) home.Value.Dispose();
            base.Dispose(disposing);
        }
    }
}
