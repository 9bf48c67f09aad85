using System.Net.Mime;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Tryghedsforum.Web.Tests.Hosting;

/// <summary>Pages that exist only here, to try the test host itself without leaning on any page of the program.</summary>
internal sealed class TryPages : IStartupFilter
{
    public static void Add(IServiceCollection services)
    {
        services.AddAntiforgery();
        services.AddHttpClient();
        services.AddSignalR();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IStartupFilter, TryPages>();
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map("/proeve", branch =>
        {
            branch.UseRouting();
            branch.UseEndpoints(endpoints =>
            {
                endpoints.MapHub<EchoHub>("/ekko");
                endpoints.MapGet("/form", Form);
                endpoints.MapPost("/form", Take);
                endpoints.MapGet("/tak", (string navn, string farve) => Html($"<p id=tak>{navn} {farve}"));
                endpoints.MapGet("/ur", (TimeProvider clock) => Html($"<time>{clock.GetUtcNow():O}</time>"));
                endpoints.MapGet("/miljoe", (IHostEnvironment environment) => Html($"<p>{environment.EnvironmentName}"));
                endpoints.MapGet("/ud", async (string til, IHttpClientFactory http) => Html(await http.CreateClient().GetStringAsync(new Uri(til))));
            });
        });
        next(app);
    };

    private static IResult Form(HttpContext context, IAntiforgery antiforgery)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return Html($"""
            <form method="post" action="/proeve/form">
              <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
              <label>Navn <input name="navn"></label>
              <label><input type="radio" name="farve" value="roed" checked> Rød</label>
              <label><input type="radio" name="farve" value="groen"> Grøn</label>
              <button name="gem" value="ja">Gem</button>
            </form>
            """);
    }

    private static async Task<IResult> Take(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var form = await context.Request.ReadFormAsync();
        return form["gem"] == "ja" ? Results.Redirect($"/proeve/tak?navn={form["navn"]}&farve={form["farve"]}") : Results.BadRequest();
    }

    private static IResult Html(string body) => Results.Text($"<!doctype html><title>Prøve</title>{body}", MediaTypeNames.Text.Html);

    private sealed class EchoHub : Hub
    {
        public string Say(string word) => word + " fra " + Context.GetHttpContext()!.Request.Headers.Origin;
    }
}
