using System.Net;
using System.Security.Cryptography;
using System.Text;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Simulator;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Public = "https://forum.example", Header = "X-Twilio-Signature", Settings = "X-Twilio-Webhooks-Signature-Settings", Token = DeliveryHost.SimulatedToken;
    private DeliveryHost host = null!;
    private HttpClient client = null!;
    private Guid id;

    public async ValueTask InitializeAsync()
    {
        host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Sms:PublicUrl"] = Public, ["Sms:WebhookKey"] = "rule key" });
        client = host.Client();
        id = await host.Plan();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task The_provider_s_own_signature_is_believed_whatever_host_the_call_came_to()
    {
        Assert.Equal(HttpStatusCode.NoContent, await Post(Fields(), Sign(Fields())));
        Assert.Equal("delivered", Assert.Single(await host.Receipts(id)).Status);
    }

    [Fact]
    public async Task A_signature_by_a_webhook_rule_is_believed()
    {
        var signature = Convert.ToBase64String(HMACSHA256.HashData("rule key"u8, Encoding.UTF8.GetBytes(Signed(Address, Fields()))));
        Assert.Equal(HttpStatusCode.NoContent, await Post(Fields(), signature, request => request.Headers.Add(Settings, "key=SK1,algorithm=HMAC_SHA256")));
    }

    [Fact]
    public async Task Fields_that_nobody_knows_yet_are_part_of_the_signature()
    {
        var fields = Fields(("ZNew", "æøå + & = 😀"), ("AEmpty", ""));
        Assert.Equal(HttpStatusCode.NoContent, await Post(fields, Sign(fields)));
        Assert.Equal(HttpStatusCode.Forbidden, await Post(fields, Sign(Fields())));
    }

    [Fact]
    public async Task A_repeated_call_is_answered_and_changes_nothing()
    {
        for (var n = 0; n < 3; n++) Assert.Equal(HttpStatusCode.NoContent, await Post(Fields(), Sign(Fields())));
        Assert.Single(await host.Receipts(id));
    }

    [Fact]
    public async Task A_message_that_is_gone_or_a_call_without_status_is_no_fault_of_the_program()
    {
        id = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.NoContent, await Post(Fields(), Sign(Fields())));
        var fields = new Dictionary<string, string> { ["Hello"] = "World" };
        Assert.Equal(HttpStatusCode.BadRequest, await Post(fields, Sign(fields)));
    }

    public static TheoryData<string> Forgeries => [.. Forged.Keys];

    [Theory, MemberData(nameof(Forgeries))]
    public async Task A_forged_call_is_refused_and_changes_nothing(string forgery)
    {
        var status = await Post(Fields(), Sign(Fields()), request => Forged[forgery](request, this));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Empty(await host.Receipts(id));
        Assert.Equal(MessageState.Pending, (await host.Find(id)).State);
    }

    public static TheoryData<string> BrokenForms => [.. Broken.Keys];

    [Theory, MemberData(nameof(BrokenForms))]
    public async Task A_form_that_cannot_be_read_is_a_bad_request_never_an_error(string broken)
    {
        var status = await Post(Fields(), Sign(Fields()), request => request.Content = Broken[broken]());
        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, $"{status}");
        Assert.Empty(await host.Receipts(id));
        Assert.DoesNotContain(host.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static readonly Dictionary<string, Action<HttpRequestMessage, WebhookTests>> Forged = new()
    {
        ["no signature"] = (r, _) => r.Headers.Remove(Header),
        ["empty signature"] = (r, _) => Signature(r, ""),
        ["two signatures"] = (r, t) => r.Headers.Add(Header, t.Sign(Fields())),
        ["two in one header"] = (r, t) => Signature(r, t.Sign(Fields()) + "," + t.Sign(Fields())),
        ["not base64"] = (r, _) => Signature(r, "not base64!"),
        ["one character off"] = (r, t) => Signature(r, Flip(t.Sign(Fields()))),
        ["cut short"] = (r, t) => Signature(r, t.Sign(Fields())[..^4]),
        ["lower case"] = (r, t) => Signature(r, t.Sign(Fields()).ToLowerInvariant() + "x"),
        ["other secret"] = (r, t) => Signature(r, SimulatedCallbacks.Sign("other", t.Address, Fields())),
        ["empty secret"] = (r, t) => Signature(r, SimulatedCallbacks.Sign("", t.Address, Fields())),
        ["account as secret"] = (r, t) => Signature(r, SimulatedCallbacks.Sign(DeliveryHost.SimulatedSid, t.Address, Fields())),
        ["http instead of https"] = (r, t) => Signature(r, SimulatedCallbacks.Sign(Token, t.Address.Replace("https", "http", StringComparison.Ordinal), Fields())),
        ["the address it listens on"] = (r, t) => Signature(r, SimulatedCallbacks.Sign(Token, new Uri(t.host.Address, $"/sms/status/{t.id}").AbsoluteUri, Fields())),
        ["another host"] = (r, t) => Signature(r, SimulatedCallbacks.Sign(Token, $"https://evil.example/sms/status/{t.id}", Fields())),
        ["forwarded host"] = (r, t) =>
        {
            r.Headers.Host = "evil.example";
            r.Headers.Add("X-Forwarded-Host", "evil.example");
            r.Headers.Add("X-Forwarded-Proto", "https");
            Signature(r, SimulatedCallbacks.Sign(Token, $"https://evil.example/sms/status/{t.id}", Fields()));
        },
        ["another message's"] = (r, t) => Signature(r, SimulatedCallbacks.Sign(Token, $"{Public}/sms/status/{Guid.NewGuid()}", Fields())),
        ["path only"] = (r, t) => Signature(r, SimulatedCallbacks.Sign(Token, $"/sms/status/{t.id}", Fields())),
        ["address without fields"] = (r, t) => Signature(r, SimulatedCallbacks.Sign(Token, t.Address, [])),
        ["fields without address"] = (r, t) => Signature(r, SimulatedCallbacks.Sign(Token, "", Fields())),
        ["a value changed"] = (r, _) => r.Content = new FormUrlEncodedContent(Fields(("MessageStatus", "failed"))),
        ["a field added"] = (r, _) => r.Content = new FormUrlEncodedContent(Fields(("ErrorCode", "30007"))),
        ["a field left out"] = (r, _) => r.Content = new FormUrlEncodedContent(Fields().Where(f => f.Key != "To")),
        ["a field renamed"] = (r, _) => r.Content = new FormUrlEncodedContent(Fields().Select(f => f.Key == "To" ? new("TO", f.Value) : f)),
        ["border between fields moved"] = (r, _) => r.Content = new FormUrlEncodedContent(Fields().Select(f => f.Key == "To" ? new("T", "o" + f.Value + "x") : f)),
        ["query added"] = (r, t) => r.RequestUri = new($"/sms/status/{t.id}?x=1", UriKind.Relative),
        ["signature in the query"] = (r, t) =>
        {
            r.Headers.Remove(Header);
            r.RequestUri = new($"/sms/status/{t.id}?{Header}={Uri.EscapeDataString(t.Sign(Fields()))}", UriKind.Relative);
        },
        ["SHA-256 with the account's secret"] = (r, t) => Sha256(r, Token, t, "key=SK1,algorithm=HMAC_SHA256"),
        ["SHA-256 without saying so"] = (r, t) => Signature(r, Hmac256("rule key", Signed(t.Address, Fields()))),
        ["SHA-1 said to be SHA-256"] = (r, _) => r.Headers.Add(Settings, "key=SK1,algorithm=HMAC_SHA256"),
        ["unknown algorithm"] = (r, _) => r.Headers.Add(Settings, "key=SK1,algorithm=NONE"),
        ["SHA-1 with the rule's key"] = (r, t) => Signature(r, SimulatedCallbacks.Sign("rule key", t.Address, Fields())),
    };

    private static readonly Dictionary<string, Func<HttpContent>> Broken = new()
    {
        ["NUL in a value"] = () => Form("MessageSid=SM1&MessageStatus=sent%00"),
        ["NUL in a name"] = () => Form("Message%00Sid=SM1&MessageStatus=sent"),
        ["a name twice"] = () => Form("MessageSid=SM1&MessageStatus=sent&MessageStatus=failed"),
        ["bytes that are no UTF-8"] = () => Form("MessageSid=%ff%fe&MessageStatus=%c3%28"),
        ["raw bytes"] = () => new ByteArrayContent([0xff, 0x00, 0xc3, 0x28]) { Headers = { ContentType = new("application/x-www-form-urlencoded") } },
        ["cut escape"] = () => Form("MessageSid=%&MessageStatus=%4"),
        ["unknown charset"] = () => Form("MessageSid=SM1", "application/x-www-form-urlencoded; charset=nope"),
        ["UTF-7"] = () => Form("MessageSid=SM1", "application/x-www-form-urlencoded; charset=utf-7"),
        ["JSON"] = () => Form("{}", "application/json"),
        ["no type"] = () => new ByteArrayContent("MessageSid=SM1"u8.ToArray()),
        ["multipart without a border"] = () => Form("x", "multipart/form-data"),
        ["multipart cut"] = () => Form("--b\r\nContent-Disposition: form-data; name=\"MessageSid\"\r\n\r\nSM", "multipart/form-data; boundary=b"),
        ["too many fields"] = () => Form(string.Join('&', Enumerable.Range(0, 5000).Select(n => $"f{n}=1"))),
        ["too large"] = () => Form("Body=" + new string('x', 200_000)),
        ["too long a name"] = () => Form(new string('x', 5000) + "=1"),
        ["empty"] = () => Form(""),
    };

    private string Address => $"{Public}/sms/status/{id}";

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] more)
    {
        var fields = new Dictionary<string, string>
        {
            ["AccountSid"] = DeliveryHost.SimulatedSid, ["MessageSid"] = "SM1", ["MessageStatus"] = "delivered", ["To"] = "+4595000001", ["From"] = "+4595000099", ["ApiVersion"] = "2010-04-01",
        };
        foreach (var (name, value) in more) fields[name] = value;
        return fields;
    }

    private string Sign(Dictionary<string, string> fields) => SimulatedCallbacks.Sign(Token, Address, fields);

    private async Task<HttpStatusCode> Post(Dictionary<string, string> fields, string signature, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/sms/status/{id}") { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add(Header, signature);
        change?.Invoke(request);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static string Signed(string address, Dictionary<string, string> fields) =>
        address + string.Concat(fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value));

    private static void Signature(HttpRequestMessage request, string signature)
    {
        request.Headers.Remove(Header);
        request.Headers.TryAddWithoutValidation(Header, signature);
    }

    private static void Sha256(HttpRequestMessage request, string key, WebhookTests tests, string settings)
    {
        request.Headers.Add(Settings, settings);
        Signature(request, Hmac256(key, Signed(tests.Address, Fields())));
    }

    private static string Hmac256(string key, string text) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    private static string Flip(string signature) => (signature[0] == 'A' ? 'B' : 'A') + signature[1..];

    private static StringContent Form(string text, string type = "application/x-www-form-urlencoded")
    {
        var content = new StringContent(text, Encoding.UTF8);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }
}
