using System.Net.Http.Json;
using System.Text.Json;
using Tryghedsforum.Notifications.Simulator;

namespace Tryghedsforum.Kill.Tests;

/// <summary>Those who use the program from outside: a neighbour's own program, and the telephone company that posts what a crew has written.</summary>
internal sealed class Client(Uri address, Scene scene) : IDisposable
{
    private const string Account = "AC00000000000000000000000000000000", Secret = "simulator";
    private static int reporters;
    private readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Reports, again and again with the same key, until it is answered.</summary>
    public Task Report(int forum) => Insist(new(Guid.NewGuid().ToString(), $"+45951{Interlocked.Increment(ref reporters):00000}", IsReport: true), operation => new(HttpMethod.Post, $"api/v1/forums/{Founded.Slugs[forum]}/reports")
    {
        Headers = { { "Idempotency-Key", operation.Key } },
        Content = JsonContent.Create(new
        {
            category = "NeedleWaste", ground = "Street", place = new { written = "Langgade", detail = "ved lygtepælen" }, amount = "TwoToFive", find = "Needles",
            children = "No", words = History.Words, phone = operation.Phone,
        }),
    });

    /// <summary>Posts a text, again and again under the same id, until it is answered.</summary>
    public Task Text(int forum, int who, string body) => Insist(new($"SM{Guid.NewGuid():n}", Founded.CrewPhone(forum, who), IsReport: false), operation =>
    {
        var fields = new Dictionary<string, string>
        {
            ["AccountSid"] = Account, ["From"] = operation.Phone, ["To"] = Founded.SmsNumber(forum), ["Body"] = body, ["MessageSid"] = operation.Key, ["SmsStatus"] = "received",
        };
        var to = new Uri(address, "sms/inbound");
        return new(HttpMethod.Post, to)
        {
            Headers = { { "X-Twilio-Signature", SimulatedCallbacks.Sign(Secret, to.AbsoluteUri, fields) } }, Content = new FormUrlEncodedContent(fields),
        };
    });

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task Insist(Operation operation, Func<Operation, HttpRequestMessage> request)
    {
        scene.History.Operations.Enqueue(operation);
        while (true)
        {
            var certainty = await Attempt(operation, request(operation));
            operation.Attempts.Enqueue(certainty);
            if (certainty == Certainty.Ok) return;
            await scene.Alive();
        }
    }

    private async Task<Certainty> Attempt(Operation operation, HttpRequestMessage request)
    {
        using var sent = request;
        try
        {
            using var answer = await http.SendAsync(sent);
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"Answered with {(int)answer.StatusCode}: {text}");
            if (!operation.IsReport) return Certainty.Ok;
            var json = JsonDocument.Parse(text).RootElement;
            scene.History.Secrets.Enqueue(json.GetProperty("secret").GetString()!);
            operation.Answers[text] = true;
            return Certainty.Ok;
        }
        catch (HttpRequestException failure)
        {
            return failure.HttpRequestError == HttpRequestError.ConnectionError ? Certainty.Fail : Certainty.Info;
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            // A line that is cut while it is laid comes as a bare socket exception.
            return Certainty.Info;
        }
    }
}
