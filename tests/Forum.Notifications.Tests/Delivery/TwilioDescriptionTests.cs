using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;
using NSwag;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Simulator;
using Twilio.Clients;
using Twilio.Http;
using Twilio.Rest.Api.V2010.Account;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Delivery;

/// <summary>What the SDK asks for us and what the simulator answers, against the description of the interface that Twilio itself publishes.</summary>
public sealed class TwilioDescriptionTests
{
    private static readonly Lazy<Task<OpenApiDocument>> Description = new(async () =>
        await OpenApiDocument.FromJsonAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "twilio_api_v2010.json"))));

    [Theory]
    [InlineData(DeliveryHost.Sender, CallbackFault.None)]
    [InlineData("MG00000000000000000000000000000000", CallbackFault.None)]
    [InlineData(DeliveryHost.Sender, CallbackFault.Undelivered)]
    public async Task What_is_asked_and_answered_is_as_Twilio_describes_it(string sender, CallbackFault callbacks)
    {
        using var line = new Wiretap();
        await using var host = await DeliveryHost.StartAsync(DatabaseKind.Sqlite, line: line);
        host.Phones.Set(AnswerFault.None, callbacks);
        host.Prepares = message => new(new Outgoing.Send(sender, DeliveryHost.Crew, "NV-4827: 2-5 kanyler", [1, 2, 3]));
        var id = await host.Plan();
        await host.RunOnce();
        await host.Reaches(id, callbacks is CallbackFault.None ? MessageState.Delivered : MessageState.Undelivered);
        var channel = host.Services.GetRequiredService<SmsChannel>();
        Assert.NotNull(await channel.Find(channel.Fingerprint(DeliveryHost.Crew, "NV-4827: 2-5 kanyler"), DeliveryHost.Crew, DeliveryHost.Noon, _ => Task.FromResult(false)));
        var client = new TwilioRestClient(DeliveryHost.SimulatedSid, DeliveryHost.SimulatedToken, httpClient: new SystemNetHttpClient(host.Services.GetRequiredService<IHttpClientFactory>().CreateClient(SmsChannel.ClientName)));
        Assert.NotNull((await MessageResource.FetchAsync((await host.Find(id)).ProviderSid, client: client)).Status);

        var seen = line.Exchanges.Select(one => $"{one.Method} {one.Template}").ToList();
        Assert.Equal(["post /2010-04-01/Accounts/{AccountSid}/Messages.json", "get /2010-04-01/Accounts/{AccountSid}/Messages.json", "get /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json"], seen);
        foreach (var exchange in line.Exchanges) await Fits(exchange);
    }

    private static async Task Fits(Exchange exchange)
    {
        var operation = (await Description.Value).Paths[exchange.Template][exchange.Method];
        var asked = operation.ActualParameters.Where(parameter => parameter.Kind is OpenApiParameterKind.Query).ToDictionary(parameter => parameter.Name, parameter => parameter.ActualSchema);
        Assert.All(QueryHelpers.ParseQuery(exchange.Query), field => Fits(asked, field.Key, field.Value!));
        if (operation.RequestBody?.Content["application/x-www-form-urlencoded"].Schema.ActualSchema is { } form)
        {
            var fields = QueryHelpers.ParseQuery(exchange.Form);
            Assert.All(fields, field => Fits(form.ActualProperties.ToDictionary(one => one.Key, one => one.Value.ActualSchema), field.Key, field.Value!));
            Assert.Subset(fields.Keys.ToHashSet(), form.RequiredProperties.ToHashSet());
        }

        var answer = operation.Responses[exchange.Status.ToString(CultureInfo.InvariantCulture)].Content["application/json"].Schema.ActualSchema;
        Assert.Empty(answer.Validate(exchange.Answer, SchemaType.OpenApi3));
        // Nothing is left out that Twilio answers with, and nothing is made up.
        using var said = JsonDocument.Parse(exchange.Answer);
        Assert.Equal(answer.ActualProperties.Keys.Order(), said.RootElement.EnumerateObject().Select(one => one.Name).Order());
    }

    private static void Fits(Dictionary<string, JsonSchema> described, string name, string value)
    {
        Assert.Contains(name, described.Keys);
        Assert.Empty(described[name].Validate(described[name].Type is JsonObjectType.Integer ? value : JsonSerializer.Serialize(value), SchemaType.OpenApi3));
    }

    private sealed record Exchange(string Method, string Template, string Query, string Form, int Status, string Answer);

    // Between the SDK and the simulator, which both see the real thing.
    private sealed class Wiretap() : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<Exchange> Exchanges { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var answer = await base.SendAsync(request, cancellationToken);
            var path = request.RequestUri!.AbsolutePath[(request.RequestUri.AbsolutePath.IndexOf("/twilio/", StringComparison.Ordinal) + "/twilio".Length)..];
            var template = path.Replace(DeliveryHost.SimulatedSid, "{AccountSid}", StringComparison.Ordinal);
            if (template.Contains("/Messages/", StringComparison.Ordinal)) template = template[..(template.LastIndexOf('/') + 1)] + "{Sid}.json";
            Exchanges.Add(new(request.Method.Method.ToLowerInvariant(), template, request.RequestUri.Query, form, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken)));
            return answer;
        }
    }
}
