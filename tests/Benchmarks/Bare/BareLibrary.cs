using System.Diagnostics;
using Twilio.Clients;
using Twilio.Http;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Types;
using HttpClient = System.Net.Http.HttpClient;

namespace Tryghedsforum.Benchmarks.Bare;

/// <summary>The provider's own library in a loop: no queue, nothing kept.</summary>
internal static class BareLibrary
{
    /// <summary>Hands over so many texts by so many workers; answers how many a second.</summary>
    /// <param name="provider">Where the simulator is.</param>
    /// <param name="receipts">Where it tells what became of them.</param>
    /// <param name="count">How many texts.</param>
    /// <param name="workers">How many at once.</param>
    public static async Task<double> Send(Uri provider, Uri receipts, int count, int workers)
    {
        using var line = new Line(provider);
        using var http = new HttpClient(line);
        var (next, began) = (0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            var client = new TwilioRestClient("AC00000000000000000000000000000000", "simulator", httpClient: new SystemNetHttpClient(http));
            while (Interlocked.Increment(ref next) <= count)
            {
                await MessageResource.CreateAsync(
                    new CreateMessageOptions(new PhoneNumber("+4595300001")) { From = new PhoneNumber("+4595300000"), Body = "BAA-1: Naboen har skrevet: ligger der stadig, Langgade 5", StatusCallback = receipts }, client);
            }
        })));
        return count / began.Elapsed.TotalSeconds;
    }

    private sealed class Line(Uri provider) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(provider.AbsoluteUri.TrimEnd('/') + request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
