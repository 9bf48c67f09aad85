using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;

namespace Tryghedsforum.Notifications.Simulator;

/// <summary>
/// The part of Twilio's REST interface that the program uses, with the same resource, errors and signs: so that the SDK, the signatures and
/// the retries are the real ones in development too. It exists in Development only.
/// </summary>
internal sealed class TwilioSimulator(SimulatorLedger ledger, SimulatorFaults faults, SimulatedCallbacks callbacks, SimulatedPhones phones, SmsSettings settings, TimeProvider time)
{
    private const string Root = "/simulator/twilio/2010-04-01/Accounts/{account}";

    /// <summary>Maps the interface, in Development only.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment()) return;
        var messages = endpoints.MapGroup(Root).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        messages.MapPost("/Messages.json", (TwilioSimulator simulator, HttpContext context, string account) => simulator.Create(context, account));
        messages.MapGet("/Messages.json", (TwilioSimulator simulator, HttpContext context, string account) => simulator.List(context, account));
        messages.MapGet("/Messages/{sid}.json", (TwilioSimulator simulator, HttpContext context, string account, string sid) => simulator.Fetch(context, account, sid));
    }

    private async Task<IResult> Create(HttpContext context, string account)
    {
        if (Refused(context, account) is { } refused) return refused;
        if (Fault(context) is { } fault) return fault;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string to = form["To"].ToString(), body = form["Body"].ToString(), service = form["MessagingServiceSid"].ToString();
        var from = service.Length > 0 ? SimulatorFaults.ServiceNumber : form["From"].ToString();
        if (to.Length < 8 || to[0] != '+' || !to[1..].All(char.IsAsciiDigit)) return Error(400, 21211, $"The 'To' number {to} is not a valid phone number.");
        if (from.Length == 0) return Error(400, 21603, "A 'From' phone number is required.");
        if (body.Length == 0) return Error(400, 21602, "Message body is required.");
        if (body.Length > 1600) return Error(400, 21617, "The concatenated message body exceeds the 1600 character limit.");
        if (ledger.IsOptedOut(to, from)) return Error(400, 21610, "Attempt to send to unsubscribed recipient.");
        var message = Taken(from, to, body, service.Length > 0 ? service : null, form["StatusCallback"].ToString());
        if (faults.Answer is AnswerFault.TimeOut) await Task.Delay(TimeSpan.FromMinutes(2), TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (faults.Answer is AnswerFault.Lost or AnswerFault.TimeOut) context.Abort();
        return Json(201, Resource(message));
    }

    private SimulatedMessage Taken(string from, string to, string body, string? service, string callback)
    {
        var now = time.GetUtcNow();
        var message = new SimulatedMessage
        {
            Sid = SimulatedMessage.NewSid(), From = from, To = to, Body = body, MessagingServiceSid = service, Callback = callback.Length > 0 ? callback : null,
            Status = service is null ? "queued" : "accepted", Created = now, Updated = now, Steps = faults.Steps(),
        };
        ledger.Keep(message);
        callbacks.Carry(message.Sid);
        // A number of the program's own: what it gets comes home.
        if (to == settings.ProbeNumber) phones.SendText(from, to, body);
        return message;
    }

    private IResult Fetch(HttpContext context, string account, string sid) => Refused(context, account)
        ?? (ledger.Find(sid) is { } message ? Json(200, Resource(message)) : Error(404, 20404, $"The requested resource /Messages/{sid}.json was not found"));

    private IResult List(HttpContext context, string account)
    {
        if ((Refused(context, account) ?? Fault(context)) is { } refused) return refused;
        var query = context.Request.Query;
        var found = ledger.Messages.Reverse().Where(m => Matches(m, query)).ToList();
        var size = int.TryParse(query["PageSize"], CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 1000) : 50;
        var page = int.TryParse(query["Page"], CultureInfo.InvariantCulture, out var number) ? Math.Max(0, number) : 0;
        var path = $"/2010-04-01/Accounts/{account}/Messages.json";
        string Link(int target) => path + QueryString.Create(query.Where(q => q.Key is not "Page").Append(new("Page", target.ToString(CultureInfo.InvariantCulture))));
        return Json(200, new()
        {
            ["messages"] = new JsonArray([.. found.Skip(page * size).Take(size).Select(Resource)]),
            ["page"] = page, ["page_size"] = size, ["start"] = page * size, ["end"] = Math.Min(found.Count, (page + 1) * size) - 1,
            ["uri"] = Link(page), ["first_page_uri"] = Link(0),
            ["next_page_uri"] = (page + 1) * size < found.Count ? Link(page + 1) : null, ["previous_page_uri"] = page > 0 ? Link(page - 1) : null,
        });
    }

    // Like Twilio's, the filter is on the date *sent*: what is still queued does not show.
    private static bool Matches(SimulatedMessage message, IQueryCollection query)
    {
        if (query["To"] is [{ Length: > 0 } to] && message.To != to) return false;
        if (query["From"] is [{ Length: > 0 } from] && message.From != from) return false;
        if (Time(query["DateSent>"]) is { } after && !(message.Sent >= after)) return false;
        return Time(query["DateSent<"]) is not { } before || message.Sent <= before;
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private IResult? Refused(HttpContext context, string account)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.AccountSid}:{settings.AuthToken}"));
        var isKnown = settings.IsSimulated && account == settings.AccountSid
            && AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
            && header is { Scheme: "Basic" } && header.Parameter == expected;
        return isKnown && faults.Answer is not AnswerFault.Suspended ? null : Error(401, 20003, "Authenticate");
    }

    private IResult? Fault(HttpContext context)
    {
        switch (faults.Answer)
        {
            case AnswerFault.TooMany:
                context.Response.Headers.RetryAfter = "1";
                return Error(429, 20429, "Too Many Requests");
            case AnswerFault.Down:
                return Error(500, 20500, "Internal Server Error");
            case AnswerFault.Unavailable:
                return Results.Content("<html><body><h1>503 Service Unavailable</h1></body></html>", "text/html", Encoding.UTF8, 503);
            default:
                return null;
        }
    }

    private JsonObject Resource(SimulatedMessage message)
    {
        var uri = $"/2010-04-01/Accounts/{settings.AccountSid}/Messages/{message.Sid}";
        return new()
        {
            ["account_sid"] = settings.AccountSid, ["api_version"] = "2010-04-01", ["body"] = message.Body,
            ["date_created"] = Rfc2822(message.Created), ["date_sent"] = Rfc2822(message.Sent), ["date_updated"] = Rfc2822(message.Updated),
            ["direction"] = message.Inbound ? "inbound" : "outbound-api", ["error_code"] = message.ErrorCode, ["error_message"] = null,
            ["from"] = message.From, ["messaging_service_sid"] = message.MessagingServiceSid, ["num_media"] = "0",
            ["num_segments"] = Math.Max(1, Gsm7.Segments(message.Body)).ToString(CultureInfo.InvariantCulture), ["price"] = null, ["price_unit"] = "USD",
            ["sid"] = message.Sid, ["status"] = message.Status, ["subresource_uris"] = new JsonObject { ["media"] = uri + "/Media.json" }, ["to"] = message.To, ["uri"] = uri + ".json",
        };
    }

    private static string? Rfc2822(DateTimeOffset? time) => time?.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private static IResult Error(int status, int code, string message) => Json(status, new()
    {
        ["code"] = code, ["message"] = message, ["more_info"] = $"https://www.twilio.com/docs/errors/{code}", ["status"] = status,
    });

    private static IResult Json(int status, JsonObject content) => Results.Text(content.ToJsonString(), "application/json", Encoding.UTF8, status);
}
