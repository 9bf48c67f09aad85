using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Http;

namespace Tryghedsforum.KillHost;

/// <summary>
/// Makes steps of what goes over the line: requests of the program to the telephone company and back, and the moment at which all work on a posted
/// request is done (rows committed, the telephone company's file written) and its answer has not begun to leave.
/// </summary>
internal sealed partial class LineSteps(Steps steps) : IHttpMessageHandlerBuilderFilter, IStartupFilter
{
    /// <inheritdoc/>
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        builder.AdditionalHandlers.Add(new Line(steps, builder.Name ?? ""));
    };

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, further) =>
        {
            if (HttpMethods.IsPost(context.Request.Method))
            {
                var step = "answer " + Template(context.Request.Path.ToString());
                context.Response.OnStarting(() =>
                {
                    steps.Before(step);
                    return Task.CompletedTask;
                });
            }

            await further(context);
        });
        next(app);
    };

    private static string Template(string path) => Id().Replace(path, "{}");

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|AC[0-9a-f]{32}|SM[0-9a-f]{32}")]
    private static partial Regex Id();

    private sealed class Line(Steps steps, string client) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var step = $"{client} {request.Method} {Template(request.RequestUri!.AbsolutePath)}";
            steps.Before(step);
            var answer = await base.SendAsync(request, cancellationToken);
            steps.After(step);
            return answer;
        }
    }
}
